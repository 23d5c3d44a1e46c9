select ({{ function('size_range') }}(value))[1]
