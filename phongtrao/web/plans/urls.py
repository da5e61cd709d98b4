"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.plans import papers, targets, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.plans, name="plans"),
    path("<uuid:uid>/", views.plan, name="plan"),
    path("<uuid:uid>/history/", views.plan_history, name="plan_history"),
    path("<uuid:uid>/annex/", papers.plan_annex, name="plan_annex"),
    path("<uuid:uid>/sheet/", papers.plan_sheet, name="plan_sheet"),
    path("targets/<uuid:uid>/shares/", targets.target_shares, name="target_shares"),
]
