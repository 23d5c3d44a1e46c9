"""What builds and runs cost that have nothing, or little, to do; and the checks of gaps."""
