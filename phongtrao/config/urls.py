"""Root URLs: each web area brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("phongtrao.web.home.urls")),
    path("accounts/", include("phongtrao.web.accounts.urls")),
    path("calendar/", include("phongtrao.web.calendars.urls")),
    path("documents/", include("phongtrao.web.documents.urls")),
    path("plans/", include("phongtrao.web.plans.urls")),
    path("tasks/", include("phongtrao.web.tasks.urls")),
    path("orgs/", include("phongtrao.web.orgs.urls")),
]

handler400 = "phongtrao.web.errors.bad_request"
handler403 = "phongtrao.web.errors.forbidden"
handler404 = "phongtrao.web.errors.not_found"
handler429 = "phongtrao.web.errors.too_many"  # asked by allauth
handler500 = "phongtrao.web.errors.server_error"
