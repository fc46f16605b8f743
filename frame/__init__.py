"""What surrounds the pages on the way to a browser: headers, cookies, the index page, our static files.

ASGI code only; it imports no other room, so that `app.py` alone decides how the parts are put together.
"""
