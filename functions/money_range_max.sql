select ({{ function('money_range') }}(value))[2]
