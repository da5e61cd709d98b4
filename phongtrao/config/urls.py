"""Root URLs: each web area brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("phongtrao.web.home.urls")),
    path("accounts/", include("phongtrao.web.accounts.urls")),
    path("documents/", include("phongtrao.web.documents.urls")),
    path("plans/", include("phongtrao.web.plans.urls")),
    path("tasks/", include("phongtrao.web.tasks.urls")),
    path("orgs/", include("phongtrao.web.orgs.urls")),
]
