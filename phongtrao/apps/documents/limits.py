"""How large a paper may be. Bytes, pages and seconds; an installation may set its own for scans (see settings)."""

from django.conf import settings

from phongtrao.adapters.documents_in import MAX_BYTES

MEGABYTE = 1024 * 1024
TEXT_BYTES = MAX_BYTES  # of a paper of typed words: Word, text
SCAN_BYTES: int = settings.SCAN_MEGABYTES * MEGABYTE  # of a PDF, a scan, a photograph
PHOTOS_AT_MOST = 60  # photographs put together into one paper
DRAFT_DAYS = 7  # after which photographs that became no paper are taken away
