select {{ function('parse_bigint') }}(round({{ function('parse_money') }}(value))::text)
