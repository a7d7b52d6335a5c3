from django.contrib import admin
from django.urls import include, path
from django.http import HttpResponse
urlpatterns = [path("admin/", admin.site.urls), path("accounts/profile/", lambda r: HttpResponse("profile")), path("accounts/", include("allauth.urls")), path("", lambda r: HttpResponse("home"))]
