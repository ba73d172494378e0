"""The publishers' formats: a loader each, from the bytes of a file to its provisions."""
