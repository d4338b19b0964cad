"""OpenID Connect relying party for brokers of DigiD and eHerkenning.

Authorization code with PKCE, state and nonce. Pure parts: tokens, claims. Network: provider, flow.
"""
