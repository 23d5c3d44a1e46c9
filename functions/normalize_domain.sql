declare
    host text := lower(btrim(left(value, 4000), {{ white_space_characters() }}));
    has_scheme boolean := false;
    top_level text;
    before text;
begin
    if host like 'http%' and host not like '%@%' then
        -- The plain cases first, without a regular expression.
        host := case
            when host like 'https://_%' then substr(host, 9)
            when host like 'http://_%' then substr(host, 8)
            else host
        end;
    end if;
    if host not like '%@%' and host not like 'www.www.%' then
        top_level := split_part(case when host like 'www.%.%' then substr(host, 5) else host end, '/', 1);
        if length(top_level) < 64
            and translate(top_level, 'abcdefghijklmnopqrstuvwxyz0123456789-.', '') = ''
            and top_level like '_%.__%'
            and split_part(top_level, '.', -1) like '__%'
            and translate(split_part(top_level, '.', -1), '0123456789', '') <> ''
            and top_level not like all (array['.%', '%..%', '-%', '%-', '%-.%', '%.-%', '%xn--%'])
        then
            return top_level;
        end if;
    end if;
    if octet_length(host) <> length(host) then
        -- Full-width letters and dots fold; invisible characters go.
        host := translate(
            normalize(lower(normalize(host, nfkc)), nfkc), E'\u3002\u00ad\u200b\u200c\u200d\u2060\ufeff', '.'
        );
        host := normalize(host, nfkc);
    end if;
    host := translate(host, '\', '/');
    before := host;
    host := {{ function('strip_url_scheme') }}(host);
    has_scheme := host <> before;
    host := split_part(translate(host, '?#', '//'), '/', 1);
    if host like '%@%' then
        if not has_scheme then
            return null;
        end if;
        host := split_part(host, '@', -1);
    end if;
    if host like '%:%' then
        if translate(substr(host, position(':' in host) + 1), '0123456789', '') <> '' then
            return null;
        end if;
        host := split_part(host, ':', 1);
    end if;
    host := btrim(rtrim(host, E'. \t'), {{ white_space_characters() }});
    while host like 'www.%.%' loop
        host := substr(host, 5);
    end loop;
    if host like '%xn--%' then
        host := {{ function('decode_domain_labels') }}(host);
    end if;
    return case when {{ function('is_domain') }}(host) then host end;
end
