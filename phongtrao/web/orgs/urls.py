"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, path

from phongtrao.web.orgs.views import bodies, people, places, setup, sheets

urlpatterns: list[URLPattern | URLResolver] = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.body_new, name="body_new"),
    path("bodies/<uuid:uid>/", bodies.body, name="body"),
    path("bodies/<uuid:uid>/edit/", bodies.body_edit, name="body_edit"),
    path("bodies/<uuid:uid>/end/", bodies.body_end, name="body_end"),
    path("bodies/<uuid:uid>/relations/", bodies.body_relate, name="body_relate"),
    path("bodies/<uuid:uid>/relations/<int:relation_id>/end/", bodies.relation_end, name="relation_end"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/codes/", people.people_codes, name="people_codes"),
    path("people/<uuid:uid>/", people.person, name="person"),
    path("people/<uuid:uid>/edit/", people.person_edit, name="person_edit"),
    path("people/<uuid:uid>/code/", people.person_code, name="person_code"),
    path("people/<uuid:uid>/lock/", people.person_lock, name="person_lock"),
    path("people/<uuid:uid>/unlock/", people.person_unlock, name="person_unlock"),
    path("people/<uuid:uid>/posts/", people.person_appoint, name="person_appoint"),
    path("people/<uuid:uid>/posts/<uuid:appointment_uid>/end/", people.appointment_end, name="appointment_end"),
    path("places/", places.places, name="places"),
    path("places/<uuid:uid>/", places.place, name="place"),
    path("places/<uuid:uid>/hamlets/", places.place_hamlets, name="place_hamlets"),
    path("places/<uuid:uid>/rename/", places.place_rename, name="place_rename"),
    path("sheets/<slug:kind>/", sheets.sheet, name="sheet"),
    path("sheets/<slug:kind>/confirm/", sheets.sheet_confirm, name="sheet_confirm"),
    path("sheets/<slug:kind>/template/", sheets.sheet_template_file, name="sheet_template"),
    path("sheets/<slug:kind>/export/", sheets.sheet_export_file, name="sheet_export"),
    path("setup/", setup.setup, name="setup"),
    path("setup/place/", setup.setup_place, name="setup_place"),
    path("setup/<uuid:uid>/bodies/", setup.setup_bodies, name="setup_bodies"),
]
