"""Pages for people, made by the server: search, documents, bodies, plans, questions, drawings.

routes          the addresses
rendering       templates, languages, links, errors as pages
languages       which language a reader wants, and what the pages say in it (`texts.toml`)
marks           a text with what was found in it, in place
chains          the chains of a document as a picture
charts          bars and times
forms           questions with their forms, and cells of answers
search          a reader's words: what they name, and what holds them

Nothing is asked here that is not a named query or a look-up: an answer on a page is that of every other edge.
"""
