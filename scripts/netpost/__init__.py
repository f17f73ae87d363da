"""Netpost: the secretary of a meeting network that lives in a mailbox, a spreadsheet and a folder of templates."""
