declare
    name text := left({{ function('clean_line') }}(left(value, 2000)), 300);
    marker constant text := '(?:formerly|previously|prev|formally|fka|f/k/a|f\.k\.a|aka|a/k/a|a\.k\.a|dba|d/b/a|d\.b\.a'
        || '|also known as|known as|trading as|t/a|ex|was)\.?';
    place constant text := '^\s*(?:[a-z]{2}|u\.\s*k\.?|u\.\s*s\.?|usa|u\.s\.a\.?|emea|apac|latam|europe|international|global'
        || '|ireland|england|scotland|wales|great britain|gb|london|japan|china|india|germany|france|asia|americas?)\s*$';
    parts text[] := '{}';
    found text[];
    inner_part text;
begin
    if name is null then
        return null;
    end if;
    -- 'South China Morning Post (SCMP)', 'Loom (prev. PopSet)': what stands before the parenthesis, and inside it what is
    -- said to be another name or is an abbreviation of the first.
    -- A place inside makes it the name of a branch, and words behind make it a name of its own.
    found := regexp_match(name, '^([^(\[（]+)[(\[（]([^)\]）]+)[)\]）]?(.*)$');
    if found is not null and found[2] !~* place
        and {{ function('company_name_key') }}('x ' || found[3]) = 'x'
    then
        parts := parts || found[1];
        foreach inner_part in array regexp_split_to_array(found[2], '[,;/]') loop
            if inner_part ~* ('^\s*' || marker || '[:\s]+\S') then
                parts := parts
                    || regexp_replace(inner_part, '^\s*' || marker || '[:\s]+(?:known as\s+)?', '', 'i');
            elsif inner_part ~* '^[a-z0-9]{2,8}$'
                and lower(found[1]) ~ ('^' || regexp_replace(lower(inner_part), '(.)', '\1.*', 'g'))
            then
                parts := parts || inner_part;
            end if;
        end loop;
    end if;
    if name ~* ('\s' || marker || '\s') then
        parts := parts || regexp_split_to_array(
            name, '[\s,(]+' || marker || '[:\s]+(?:known as\s+)?', 'i'
        );
    end if;
    if name ~* '\sby\s' then
        parts := parts || regexp_replace(name, '\s+by\s.*$', '', 'i');
    end if;
    if name ~ '\s[-–—|/]\s' then
        parts := parts || split_part(regexp_replace(name, '\s+[-–—|/]\s+', E'\u0001'), E'\u0001', 1);
    end if;
    parts := array(
        select part
        from unnest(parts) with ordinality as given (part, position_)
        where {{ function('clean_line') }}(part) is not null and part <> name
        order by position_
    );
    return parts;
end
