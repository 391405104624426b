"""`python -m typedthinc` is the command `typedthinc`."""

from typedthinc.cli import main

if __name__ == "__main__":
    main()
