"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.home import views

urlpatterns: list[URLPattern | URLResolver] = [path("", views.home, name="home")]
