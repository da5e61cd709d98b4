"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.tasks import occurrences, proofs, urging, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("confirm/<uuid:uid>/", views.confirm, name="plan_confirm"),
    path("urging/", urging.urging, name="urging"),
    path("urging/letter/", urging.urging_letter, name="urging_letter"),
    path("occurrences/", occurrences.occurrence_list, name="occurrences"),
    path("occurrences/<uuid:uid>/", occurrences.occurrence, name="occurrence"),
    path("occurrences/<uuid:uid>/report/", occurrences.report, name="occurrence_report"),
    path("occurrences/<uuid:uid>/accept/", occurrences.accept, name="occurrence_accept"),
    path("occurrences/<uuid:uid>/return/", occurrences.return_for_correction, name="occurrence_return"),
    path("occurrences/<uuid:uid>/waive/", occurrences.waive, name="occurrence_waive"),
    path("evidence/<uuid:uid>/", proofs.evidence_file, name="evidence_file"),
    path("evidence/<uuid:uid>/confirm/", proofs.evidence_confirm, name="evidence_confirm"),
    path("evidence/<uuid:uid>/remove/", proofs.evidence_remove, name="evidence_remove"),
    path("<uuid:uid>/", views.task, name="task"),
    path("<uuid:uid>/open/", views.open_duty, name="task_open"),
    path("<uuid:uid>/assign/", views.assign, name="task_assign"),
    path("<uuid:uid>/withdraw/", views.withdraw, name="task_withdraw"),
    path("<uuid:uid>/day/", views.day, name="task_day"),
]
