-- What a text looks like, whatever it says: a name has the shape of a name, not of an address or of an amount.
declare
    cleaned text := {{ function('clean_line') }}(left(value, 2000));
    host text := lower(split_part(cleaned, '/', 1));
    top_level text;
begin
    if cleaned is null then
        return null;
    elsif length(cleaned) > 100 and not lower(left(cleaned, 8)) like any (array['http://%', 'https://%', 'www._%']) then
        return 'long_text';
    elsif translate(cleaned, '0123456789./:@$€£¥₹', '') = cleaned then
        return 'words';
    elsif lower(cleaned) like any (array['http://%', 'https://%', '//_%.%', 'www._%._%']) then
        host := {{ function('normalize_domain') }}(split_part(cleaned, ' ', 1));
    elsif cleaned like '% %' or host not like '%.%' then
        host := null;
    elsif cleaned like '%@%' then
        return case when {{ function('normalize_email') }}(cleaned) is null then 'words' else 'email' end;
    else
        host := {{ function('normalize_domain') }}(host);
        if host is not null and cleaned not like '%/%' then
            -- 'St.Gallen' and 'P.R.China' are places, 'lumen.io' is a site.
            top_level := split_part(rtrim(cleaned, '.'), '.', -1);
            return case
                when translate(top_level, 'abcdefghijklmnopqrstuvwxyz', '') = ''
                    and (length(top_level) <= 3 or length(split_part(host, '.', 1)) > 2)
                    then 'domain'
                else 'words'
            end;
        end if;
    end if;
    if host is not null then
        return case
            when host like any (array['linkedin.com', '%.linkedin.com', 'crunchbase.com', '%.crunchbase.com'])
                then 'profile_url'
            else 'url'
        end;
    end if;
    return case
        when translate(cleaned, '0123456789', '') = cleaned then 'words'
        when {{ function('money_currency') }}(cleaned) is not null
            and coalesce(
                {{ function('parse_money') }}(cleaned), {{ function('money_range_min') }}(cleaned)
            ) is not null
            then 'money'
        when {{ function('parse_number') }}(cleaned) is not null then 'number'
        when {{ function('partial_date_precision') }}(cleaned) in ('day', 'month') then 'date'
        when (translate(cleaned, '-–+_', '') <> cleaned or lower(cleaned) like any (array['% to %', '%employee%']))
            and {{ function('size_range') }}(cleaned) is not null
            then 'range'
        else 'words'
    end;
end
