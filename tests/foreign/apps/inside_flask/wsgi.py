"""A company's site, with a dashboard below a path of it: gunicorn wsgi:app."""

from flask import Flask

from dashapp import create_dashboard

app = Flask(__name__)


@app.get("/")
def home():
    return '<a href="/dashboards/orders/">Orders</a>'


create_dashboard(app)
