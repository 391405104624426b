"""The functions that exported programs are made of.

Each takes the input of a layer first, then arrays, layers as functions, and
plain data. They need NumPy and the standard library alone, and stand in
programs word for word, so no two of them have the same name in any module here.
"""
