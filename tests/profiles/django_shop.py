"""A book shop in one file: Django serves templated pages, a search, a form and JSON from SQLite.

usage: python3 django_shop.py OUTPUT.prof

Profiles 24 requests with cProfile, after two that warm the caches up."""
import cProfile
import sys
from datetime import date, timedelta

import django
from django.apps import AppConfig
from django.conf import settings

PAGES = {
    'base.html': '''<!doctype html>
<html lang="en"><head><title>{% block title %}Shop{% endblock %}</title></head>
<body>
<nav>{% for genre in genres %}<a href="{% url 'genre' genre.slug %}">{{ genre.name|title }}</a>
{% endfor %}</nav>
<main>{% block content %}{% endblock %}</main>
<footer>{% now "Y" %} &middot; {{ visits }} visit{{ visits|pluralize }}</footer>
</body></html>''',
    'book.html': '''<li id="book-{{ book.pk }}" class="{% cycle 'odd' 'even' %}">
<a href="{{ book.get_absolute_url }}">{{ book.title|truncatechars:40 }}</a>
by {% for author in book.authors.all %}{{ author }}{% if not forloop.last %}, {% endif %}{% endfor %}
<em>{{ book.price|floatformat:2 }}</em>
{% if book.rating %}<span>{{ book.rating|floatformat:1 }} of 5 ({{ book.review_count }})</span>{% endif %}
<p>{{ book.blurb|truncatewords_html:12|safe }}</p></li>''',
    'list.html': '''{% extends "base.html" %}{% block title %}{{ heading }}{% endblock %}
{% block content %}<h1>{{ heading }}</h1>
<ul>{% for book in page %}{% include "book.html" %}{% empty %}<li>none</li>{% endfor %}</ul>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">next</a>{% endif %}
{% endblock %}''',
    'detail.html': '''{% extends "base.html" %}{% block content %}
<h1>{{ book.title }}</h1><p>{{ book.published|date:"j F Y" }}, {{ book.publisher.name }}</p>
{{ book.blurb|linebreaks }}
{% for review in reviews %}<blockquote>{{ review.text|urlize|linebreaksbr }}
<cite>{{ review.author|upper }}, {{ review.stars }} of 5</cite></blockquote>{% endfor %}
<form method="post">{{ form.as_p }}</form>{% endblock %}''',
}

settings.configure(
    SECRET_KEY='only for this profile',
    ALLOWED_HOSTS=['*'],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'django.contrib.sessions',
                    __name__ + '.Shop'],
    MIDDLEWARE=['django.middleware.security.SecurityMiddleware',
                'django.contrib.sessions.middleware.SessionMiddleware',
                'django.middleware.common.CommonMiddleware',
                'django.middleware.gzip.GZipMiddleware'],
    SESSION_ENGINE='django.contrib.sessions.backends.signed_cookies',
    TEMPLATES=[{'BACKEND': 'django.template.backends.django.DjangoTemplates',
                'OPTIONS': {'loaders': [('django.template.loaders.cached.Loader', [
                    ('django.template.loaders.locmem.Loader', PAGES)])]}}],
)


class Shop(AppConfig):
    name = __name__
    label = 'shop'
    path = '.'


django.setup()

from django import forms  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Avg, Count, F, Prefetch, Q, Sum  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.shortcuts import get_object_or_404, redirect, render  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path, reverse  # noqa: E402


class Model(models.Model):
    class Meta:
        abstract = True
        app_label = 'shop'


class Genre(Model):
    name = models.CharField(max_length=40)
    slug = models.SlugField(unique=True)


class Publisher(Model):
    name = models.CharField(max_length=80)


class Author(Model):
    first = models.CharField(max_length=40)
    last = models.CharField(max_length=40)

    def __str__(self):
        return '%s %s' % (self.first, self.last)


class Book(Model):
    title = models.CharField(max_length=120)
    genre = models.ForeignKey(Genre, models.CASCADE)
    publisher = models.ForeignKey(Publisher, models.CASCADE)
    authors = models.ManyToManyField(Author)
    price = models.DecimalField(max_digits=6, decimal_places=2)
    published = models.DateField()
    blurb = models.TextField()

    def get_absolute_url(self):
        return reverse('book', args=[self.pk])


class Review(Model):
    book = models.ForeignKey(Book, models.CASCADE, related_name='reviews')
    author = models.CharField(max_length=40)
    stars = models.PositiveSmallIntegerField()
    text = models.TextField()


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ['author', 'stars', 'text']

    def clean_stars(self):
        stars = self.cleaned_data['stars']
        if not 1 <= stars <= 5:
            raise forms.ValidationError('between 1 and 5')
        return stars


# ---- views --------------------------------------------------------------------------------------

def frame(request, **context):
    request.session['visits'] = request.session.get('visits', 0) + 1
    return dict(context, genres=Genre.objects.order_by('name'), visits=request.session['visits'])


def rated_books():
    return Book.objects.select_related('publisher').prefetch_related(
        Prefetch('authors', Author.objects.order_by('last'))).annotate(
            rating=Avg('reviews__stars'), review_count=Count('reviews', distinct=True))


def book_list(request, heading, books):
    page = Paginator(books, 25).get_page(request.GET.get('page'))
    return render(request, 'list.html', frame(request, heading=heading, page=page))


def front(request):
    return book_list(request, 'New books', rated_books().order_by('-published', 'title'))


def genre(request, slug):
    found = get_object_or_404(Genre, slug=slug)
    return book_list(request, found.name, rated_books().filter(genre=found).order_by('title'))


def search(request):
    words = request.GET.get('q', '').split()
    condition = Q()
    for word in words:
        condition &= Q(title__icontains=word) | Q(blurb__icontains=word) | Q(authors__last=word)
    return book_list(request, 'Search', rated_books().filter(condition).order_by('title').distinct())


def book(request, pk):
    found = get_object_or_404(Book.objects.select_related('publisher'), pk=pk)
    form = ReviewForm(request.POST or None, instance=Review(book=found))
    if form.is_valid():
        form.save()
        return redirect(found)
    context = frame(request, book=found, form=form, reviews=found.reviews.order_by('-stars', 'pk'))
    return render(request, 'detail.html', context)


def report(request):
    rows = Genre.objects.annotate(
        books=Count('book', distinct=True), stars=Avg('book__reviews__stars'),
        worth=Sum(F('book__price'))).order_by('-worth')
    return JsonResponse({'genres': list(rows.values('name', 'books', 'stars', 'worth'))})


urlpatterns = [
    path('', front, name='front'),
    path('genre/<slug:slug>/', genre, name='genre'),
    path('search/', search, name='search'),
    path('book/<int:pk>/', book, name='book'),
    path('report.json', report, name='report'),
]


# ---- the run ------------------------------------------------------------------------------------

WORDS = 'river stone winter letter garden silent paper house north island glass clock'.split()


def sentence(seed, length):
    return ' '.join(WORDS[(seed * 31 + i * i * 7 + i) % len(WORDS)] for i in range(length))


def fill():
    call_command('migrate', verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Genre, Publisher, Author, Book, Review):
            editor.create_model(model)
    genres = [Genre.objects.create(name=n, slug=n) for n in ('crime', 'poetry', 'travel', 'history')]
    publishers = [Publisher.objects.create(name=sentence(i, 2).title()) for i in range(6)]
    authors = [Author.objects.create(first=sentence(i, 1).title(), last=WORDS[i % 12].title())
               for i in range(30)]
    for i in range(200):
        item = Book.objects.create(
            title=sentence(i, 4).title(), genre=genres[i % 4], publisher=publishers[i % 6],
            price=5 + i % 40, published=date(2001, 1, 1) + timedelta(days=17 * i),
            blurb='<p>%s.</p>\n\n<p>%s</p>' % (sentence(i, 14), sentence(i + 1, 20)))
        item.authors.set([authors[i % 30], authors[(i * 7 + 1) % 30]])
    Review.objects.bulk_create(
        Review(book_id=1 + i % 200, author=WORDS[i % 12], stars=1 + i * i % 5,
               text='%s, see https://example.org/%d\nGood.' % (sentence(i, 9), i))
        for i in range(900))


def serve(client):
    for i in range(3):
        for url in ('/', '/?page=2', '/genre/crime/', '/search/?q=river+stone', '/report.json',
                    '/book/%d/' % (20 + i)):
            assert client.get(url).status_code == 200, url
        form = {'author': 'reader', 'stars': 2 + i, 'text': sentence(i, 12)}
        assert client.post('/book/%d/' % (30 + i), form).status_code == 302
        form['stars'] = 9
        assert client.post('/book/%d/' % (30 + i), form).status_code == 200


def main():
    fill()
    client = Client()
    client.get('/')
    client.get('/book/1/')
    profile = cProfile.Profile()
    profile.runcall(serve, client)
    profile.dump_stats(sys.argv[1])


if __name__ == '__main__':
    sys.modules['django_shop'] = sys.modules['__main__']
    main()
