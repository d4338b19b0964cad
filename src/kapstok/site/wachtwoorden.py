"""Passwords of tests."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class LightScrypt(ScryptPasswordHasher):
    """Scrypt that takes next to no time or memory, for tests only: no protection at all."""

    work_factor, block_size, parallelism = 2, 1, 1
