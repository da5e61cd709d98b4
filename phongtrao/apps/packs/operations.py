"""Writing packs: the installed files become frozen rows, one current version each."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from phongtrao.adapters.packs import load_all
from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.packs.models import LoadedPack
from phongtrao.core.packs import Pack


@operation
def load_packs(*, by: Actor, now: datetime.datetime, packs: Iterable[Pack] | None = None) -> tuple[str, ...]:
    """Keep every pack that is not kept yet as a new row and make it the current one; gives back the ids that changed.

    `packs` defaults to the installed files. What is there is never changed but for its `current` mark. Idempotent.
    Raises Refused("role_may_not") for everybody but the program itself.
    """
    if by.role != "system":
        raise Refused("role_may_not")
    current = {row.pack_id: row for row in LoadedPack.objects.filter(current=True).defer("data")}
    changed = []
    for pack in load_all() if packs is None else packs:
        digest = digest_of(pack)
        held = current.get(pack.id)
        if held is not None and (held.version, held.sha256) == (str(pack.version), digest):
            continue
        LoadedPack.objects.filter(pack_id=pack.id, current=True).update(current=False)
        row = _row(pack, digest, now)
        record(
            by=by,
            now=now,
            verb="import",
            subject_type="pack",
            subject_uid=row.uid,
            subject_name=f"{pack.title} ({pack.id}, bản {pack.version})",
            changes={"version": [held.version if held else "", str(pack.version)]},
        )
        changed.append(pack.id)
    return tuple(changed)


def _row(pack: Pack, digest: str, now: datetime.datetime) -> LoadedPack:
    """The row of this very content: an earlier one that becomes current again, or a new one."""
    earlier = LoadedPack.objects.filter(pack_id=pack.id, version=str(pack.version), sha256=digest).first()
    if earlier is not None:
        LoadedPack.objects.filter(pk=earlier.pk).update(current=True)
        return earlier
    return LoadedPack.objects.create(
        pack_id=pack.id,
        version=str(pack.version),
        title=pack.title[:200],
        source=pack.source[:500],
        sha256=digest,
        valid_from=pack.valid_from,
        valid_to=pack.valid_to,
        data=plain(pack.data),
        loaded_at=now,
    )


def digest_of(pack: Pack) -> str:
    """SHA-256 of what a pack says: title, source, validity and data, whatever the layout of its file."""
    said = [pack.title, pack.source, plain(pack.valid_from), plain(pack.valid_to), plain(pack.data)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON keeps it: days as ISO text."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
