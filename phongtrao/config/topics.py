"""Which background work each outbox topic starts."""

TOPICS = {
    "documents.read": "phongtrao.apps.documents.jobs:read_document",
    "documents.drop_photos": "phongtrao.apps.documents.jobs:drop_photos",
    "files.sweep": "phongtrao.apps.files.jobs:sweep",
    "tasks.next_year": "phongtrao.apps.tasks.jobs:open_plan_for_next_year",
}
