"""bytes → Mail: headers, the writer's own words apart from quotes and signature, calendar part, defects.

mail.py holds the value and wires the rest. The way of the bytes: mime.py cuts the mail into parts, charsets.py and
headers.py decode them, body.py chooses between text and HTML (html_*.py), quotes.py and signature.py tell the writer's
own words from the rest, cpr.py masks civil registration numbers.
"""

from netpost.message.mail import Address, Mail, make_fingerprint, read_headers, read_mail

__all__ = ["Address", "Mail", "make_fingerprint", "read_headers", "read_mail"]
