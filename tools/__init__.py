"""Helpers of the build and of this machine; nothing here runs in production."""
