"""Bring the packs of this program, and the places they hold, into the database; quick when nothing changed."""

from __future__ import annotations

from collections.abc import Sequence

from phongtrao.cli.arguments import Parser


def run(argv: Sequence[str]) -> int:
    """Load packs, then places when their source changed or there are none. Prints only what changed."""
    Parser(
        usage_line="phongtrao load-packs",
        description="Nạp các gói dữ liệu và danh mục đơn vị hành chính. Chạy lại vô hại.",
    ).parse_args(argv)
    import django

    django.setup()
    from django.utils import timezone

    from phongtrao.adapters.areas import rows_of_package
    from phongtrao.adapters.packs import load_all
    from phongtrao.apps.base.actors import SYSTEM
    from phongtrao.apps.orgs.operations import import_areas
    from phongtrao.apps.orgs.queries import has_listed_areas
    from phongtrao.apps.packs.operations import load_packs

    now = timezone.now()
    packs = load_all()
    changed = load_packs(by=SYSTEM, now=now, packs=packs)
    if changed:
        print(f"Đã nạp {len(changed)} gói dữ liệu.")
    if "places/facts" in changed or not has_listed_areas():
        source = packs.get("places/facts").title
        result = import_areas(by=SYSTEM, now=now, rows=rows_of_package(packs), source=source)
        if result.created or result.changed:
            print(f"Đã nạp danh mục đơn vị hành chính: {result.created} mới, {result.changed} thay đổi.")
    return 0
