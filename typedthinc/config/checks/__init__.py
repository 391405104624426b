"""Whether the values of a config are what functions and schemas say they take."""
