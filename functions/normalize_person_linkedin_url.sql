declare
    path text;
    slug text;
begin
    if value like 'https://www.linkedin.com/in/_%' then
        -- Most are canonical already.
        slug := rtrim(substr(value, 29), '/');
        if length(slug) between 1 and 300
            and translate(slug, 'abcdefghijklmnopqrstuvwxyz0123456789-', '') = ''
            and slug not in ('null', 'undefined')
        then
            return 'https://www.linkedin.com/in/' || slug;
        end if;
    end if;
    path := {{ function('linkedin_path') }}(value);
    case lower(split_part(path, '/', 1))
        when 'in' then
            slug := split_part(path, '/', 2);
            if slug !~ '^AC[ow]A[A-Za-z0-9_-]+$' then
                slug := {{ function('linkedin_slug_text') }}(slug);
            end if;
            path := 'https://www.linkedin.com/in/' || slug;
        when 'sales' then
            if lower(split_part(path, '/', 2)) not in ('lead', 'people') then
                return null;
            end if;
            slug := split_part(regexp_replace(split_part(path, '/', 3), '%2c', ',', 'gi'), ',', 1);
            if slug !~ '^[A-Za-z0-9_-]+$' then
                return null;
            end if;
            path := 'https://www.linkedin.com/sales/lead/' || slug;
        else
            return null;
    end case;
    return case when length(path) <= 500 then path end;
end
