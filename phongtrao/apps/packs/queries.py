"""Reading which packs this installation has loaded."""

from phongtrao.apps.packs.models import LoadedPack


def pack_versions() -> dict[str, str]:
    """The current version of every pack by its id: what a reading or a campaign says it was made with."""
    return dict(LoadedPack.objects.filter(current=True).order_by("pack_id").values_list("pack_id", "version"))


def get_current(*, pack_id: str) -> LoadedPack | None:
    """The current version of one pack; None while it has never been loaded."""
    return LoadedPack.objects.filter(pack_id=pack_id, current=True).first()
