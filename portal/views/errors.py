from django.http import HttpResponse


def bad_request(request, exception):
    return HttpResponse(status=400)


def not_found(request, exception):
    return HttpResponse(status=404)


def server_error(request):
    return HttpResponse(status=500)
