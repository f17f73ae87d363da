"""The demo: a network of its own on servers of its own, played from June to September 2017 with the real scripts.

stage.py is the network and its servers, story.py what happens when, by_hand.py what the staff do, watching.py what the
scripts made of it, screen.py how that looks in a terminal. Nothing in production uses them.
"""
