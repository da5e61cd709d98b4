"""Settings of the tests: a folder of their own, a quick hash, in-memory static files."""

import os
import tempfile

os.environ.setdefault("PHONGTRAO_VAR", tempfile.mkdtemp(prefix="phongtrao-test-"))
os.environ.setdefault("PHONGTRAO_SECRET_KEY", "only-for-tests")

from phongtrao.config.settings import *  # noqa: F403  the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ICONS_MUST_EXIST = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405  from the settings above
    # A file, as in an installation: in memory SQLite locks whole tables between threads and knows no write-ahead log.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # noqa: F405  from the import above
