"""Settings of an installation: everything that differs between machines comes from the environment.

PHONGTRAO_VAR        folder of this installation's data (default: var beside the package)
PHONGTRAO_DATABASE   sqlite:///path or postgresql://user:password@host:port/name (default: SQLite under var)
PHONGTRAO_HOSTS      comma-separated host names that it answers to (default: localhost, 127.0.0.1, [::1])
PHONGTRAO_SCAN_MB    largest PDF or scan of a paper in megabytes (default: 100)
PHONGTRAO_HTTPS      1 when it stands behind HTTPS: secure cookies, HSTS, proxy header trusted
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PHONGTRAO_VAR") or PACKAGE.parent / "var").resolve()


def _secret_key() -> str:
    """The key of this installation, made once, readable by its owner alone."""
    path = VAR / "secret-key"
    if not path.exists():
        VAR.mkdir(mode=0o700, parents=True, exist_ok=True)  # accounts, papers and evidence lie there
        import secrets

        unfinished = VAR / f".secret-key-{secrets.token_hex(8)}"
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        # A link appears whole or not at all: of two first starts at one moment both take the key of the first.
        try:
            os.link(unfinished, path)
        except FileExistsError:
            pass
        except OSError:  # a disk that knows no links
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return path.read_text()


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise ValueError(
        f"PHONGTRAO_DATABASE: “{url}” không đọc được. Cần sqlite:///đường-dẫn hoặc postgresql://người-dùng:mật-khẩu@máy/tên"
    )


DEBUG = False
SECRET_KEY = os.environ.get("PHONGTRAO_SECRET_KEY") or _secret_key()
ALLOWED_HOSTS = [h for h in os.environ.get("PHONGTRAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
DATABASES = {"default": _database(os.environ.get("PHONGTRAO_DATABASE") or f"sqlite:///{VAR / 'phongtrao.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "phongtrao.apps.base",
    "phongtrao.apps.audit",
    "phongtrao.apps.jobs",
    "phongtrao.apps.accounts",
    "phongtrao.apps.orgs",
    "phongtrao.apps.packs",
    "phongtrao.apps.files",
    "phongtrao.apps.notifications",
    "phongtrao.apps.documents",
    "phongtrao.apps.evidence",
    "phongtrao.apps.plans",
    "phongtrao.apps.tasks",
    "phongtrao.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "phongtrao.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "phongtrao.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "phongtrao.web.access.AccessMiddleware",
    "phongtrao.web.limits.SizeMiddleware",
]

ROOT_URLCONF = "phongtrao.config.urls"
WSGI_APPLICATION = "phongtrao.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "phongtrao.web.access.page_context",
            ],
            "builtins": ["phongtrao.web.components.tags"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "phongtrao.web.accounts.adapter.ClosedSignupAdapter"
ACCOUNT_USER_DISPLAY = "phongtrao.web.accounts.adapter.shown_name"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"login": "phongtrao.web.accounts.forms.LogInForm"}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a commune's offices share one address
    "login_failed": "30/m/ip,5/5m/key",
    "change_password": "5/m/user",
}
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds; one working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Shared by the serving processes (rate limits of log-in), survives a restart, needs no further program.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        # Counts of many wrong names must not push out the count of one: the default keeps 300.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["phongtrao.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_ROOT = VAR / "files"  # evidence and papers by hash; never under a served folder
SCAN_MEGABYTES = int(os.environ.get("PHONGTRAO_SCAN_MB") or 100)  # largest PDF or scan of a paper
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# An upload is checked in memory before anything is stored: nothing of it may touch the disk first.
FILE_UPLOAD_HANDLERS = ["phongtrao.web.uploads.MemoryOnlyUploadHandler"]

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "phongtrao.web.errors.csrf_failure"
if os.environ.get("PHONGTRAO_HTTPS") == "1":
    # The web server in front says who asks: else all offices together would count as one for the limits of log-in.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 30 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
