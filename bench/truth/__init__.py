"""How right the answers of core are, measured with labelled answers: one module for each kind of answer."""
