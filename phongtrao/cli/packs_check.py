"""``phongtrao packs check [FOLDER …]``: says whether every pack file is right."""

from __future__ import annotations

from pathlib import Path

from phongtrao.adapters.pack_schemas import check_packs
from phongtrao.adapters.packs import PACKS_FOLDER


def run(argv: list[str]) -> int:
    """Check the installed packs and those below the folders in ``argv``.

    Prints one line ``file:line: message`` per error. Returns 0 when there is none, 1 when there are errors,
    2 when an argument is not a folder.
    """
    folders = [Path(argument) for argument in argv]
    for folder in folders:
        if not folder.is_dir():
            print(f"{folder}: không phải thư mục; hãy ghi thư mục chứa các gói, ví dụ var/packs.")
            return 2
    errors = check_packs((PACKS_FOLDER, *folders))
    for error in errors:
        print(error)
    if errors:
        print(f"Có {len(errors)} lỗi trong các gói.")
        return 1
    print("Các gói đều đúng.")
    return 0
