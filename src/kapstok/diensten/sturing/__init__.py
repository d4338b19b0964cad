"""The steering of the partnership: plan, projects, money, application portfolio and the rules A to F.

A folder of small packages, each with its own tables (docs/uitleg/sturing.md). They hang together by imports that go one
way, so that several people can build at once.
"""
