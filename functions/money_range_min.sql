select ({{ function('money_range') }}(value))[1]
