declare
    cleaned text := upper(left(value, 1000));
    code text;
begin
    code := substring(
        cleaned from '(?:^|[^A-Z])(USD|EUR|GBP|JPY|CAD|AUD|CHF|INR|SEK|DKK|NOK|CNY|RMB|SGD|HKD|NZD|ILS|BRL|PLN|KRW)'
        '(?![A-Z])'
    );
    code := coalesce(code, substring(cleaned from '(?:(?:^|[^A-Z])(?:US|A|AU|C|CA|S|HK|NZ|R))?[$€£¥₹₪₩]'));
    code := ltrim(code, E' \t\n-+(~<>0123456789.,');
    return case
        when length(code) = 3 and code ~ '^[A-Z]{3}$' then replace(code, 'RMB', 'CNY')
        when code in ('A$', 'AU$') then 'AUD'
        when code in ('C$', 'CA$') then 'CAD'
        when code = 'S$' then 'SGD'
        when code = 'HK$' then 'HKD'
        when code = 'NZ$' then 'NZD'
        when code = 'R$' then 'BRL'
        when code like '%$' then 'USD'
        when code like '%€' then 'EUR'
        when code like '%£' then 'GBP'
        when code like '%¥' then 'JPY'
        when code like '%₹' then 'INR'
        when code like '%₪' then 'ILS'
        when code like '%₩' then 'KRW'
    end;
end
