"""Addresses of log-in and passwords: these views alone, not the sign-up and e-mail pages of allauth."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.log_in, name="account_login"),
    path("logout/", views.log_out, name="account_logout"),
    path("first-login/", views.first_login, name="first_login"),
    path("password/", views.change_password, name="account_change_password"),
    path("password/choose/", views.choose_password, name="choose_password"),
    path("password/forgotten/", views.forgotten, name="account_reset_password"),
    path("language/", views.set_language, name="set_language"),
    path("post/", views.switch_post, name="switch_post"),
]
