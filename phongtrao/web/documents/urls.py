"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.documents import page_views, photo_views, reshape_views, review_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.documents, name="documents"),
    path("upload/", views.document_upload, name="document_upload"),
    path("photos/", photo_views.photos, name="photos"),
    path("photos/<uuid:uid>/", photo_views.photo_draft, name="photo_draft"),
    path("photos/<uuid:uid>/change/", photo_views.photo_change, name="photo_change"),
    path("photos/<uuid:uid>/join/", photo_views.photo_join, name="photo_join"),
    path("photos/<uuid:uid>/<uuid:photo_uid>/", photo_views.photo_picture, name="photo_picture"),
    path("<uuid:uid>/", views.document, name="document"),
    path("<uuid:uid>/pages/<int:number>/", page_views.document_page, name="document_page"),
    path("<uuid:uid>/same/<uuid:same_uid>/", page_views.document_same, name="document_same"),
    path("<uuid:uid>/file/", views.document_file, name="document_file"),
    path("<uuid:uid>/again/", views.document_read_again, name="document_read_again"),
    path("<uuid:uid>/cancel/", views.document_cancel, name="document_cancel"),
    path("<uuid:uid>/review/", review_views.document_review, name="document_review"),
    path("<uuid:uid>/review/header/", review_views.document_header, name="document_header"),
    path("<uuid:uid>/review/accept/", review_views.document_accept_many, name="document_accept_many"),
    path("<uuid:uid>/review/units/", review_views.document_units, name="document_units"),
    path("<uuid:uid>/review/units/<uuid:unit_uid>/", review_views.document_unit, name="document_unit"),
    path("<uuid:uid>/review/items/add/", review_views.document_item_add, name="document_item_add"),
    path("<uuid:uid>/review/items/<uuid:item_uid>/", review_views.document_item, name="document_item"),
    path(
        "<uuid:uid>/review/items/<uuid:item_uid>/correct/",
        review_views.document_item_correct,
        name="document_item_correct",
    ),
    path(
        "<uuid:uid>/review/items/<uuid:item_uid>/<slug:action>/",
        reshape_views.document_item_shape,
        name="document_item_shape",
    ),
]
