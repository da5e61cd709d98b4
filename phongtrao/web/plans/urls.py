"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.plans import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.plans, name="plans"),
    path("<uuid:uid>/", views.plan, name="plan"),
    path("<uuid:uid>/history/", views.plan_history, name="plan_history"),
]
