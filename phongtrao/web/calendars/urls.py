"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.calendars import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.calendar, name="calendar"),
    path("links/", views.calendar_links, name="calendar_links"),
    path("links/<uuid:uid>/revoke/", views.calendar_revoke, name="calendar_revoke"),
    path("feed/<str:secret>.ics", views.calendar_feed, name="calendar_feed"),
]
