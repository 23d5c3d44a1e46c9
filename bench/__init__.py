"""Measurements that anybody can run again: of answers against labelled truth, and of speed."""
