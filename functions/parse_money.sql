declare
    part text[];
    amount numeric;
begin
    amount := {{ function('parse_number') }}(value);
    if amount is not null then
        return amount;
    end if;
    part := regexp_match(
        lower(translate(btrim(left(value, 200), {{ white_space_characters() }}), E'\u00a0\u2009\u202f\u2212', '   -')),
        '^(?:~ *)?([+-]?) *'
        || '(?:(?:us|a|c|s|hk|nz|au|ca|r)?[$€£¥₹]|[a-z]{3} ?[$€£¥₹]?|[a-z]{3}(?=\d))? *'
        || '([+-]?\d[\d,. ]*?) *([a-z]*)\.? *(?:[a-z]{3}|[$€£¥₹]|dollars?|euros?|pounds?)? *\+?$'
    );
    amount := {{ function('parse_number') }}(part[2]);
    if amount is null then
        return null;
    end if;
    if part[3] in (
        'usd', 'eur', 'gbp', 'jpy', 'cad', 'aud', 'chf', 'inr', 'sek', 'dkk', 'nok', 'cny', 'rmb',
        'sgd', 'hkd', 'nzd', 'ils', 'brl', 'pln', 'krw'
    ) then
        part[3] := '';
    end if;
    return trim_scale(case part[1] when '-' then -amount else amount end * {{ function('money_magnitude') }}(part[3]));
end
