"""What pages show, as plain frozen data: no HTML, no words of an interface, no request. Templates only lay it out.

Labels are codes (``killed``, ``superseded``) that the words of the interface name; names and quotations are as the sources have
them. Every figure carries the claims it rests on, so that a page can link it to its sentence.
"""
