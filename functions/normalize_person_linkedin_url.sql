declare
    path text;
    slug text;
    member text;
begin
    -- Most are canonical but for the scheme, 'www.' or a slash at the end: no regular expression for them.
    slug := case
        when value like 'https://%' then substr(value, 9) when value like 'http://%' then substr(value, 8) else value
    end;
    slug := case when slug like 'www.%' then substr(slug, 5) else slug end;
    if slug like 'linkedin.com/in/_%' then
        slug := rtrim(substr(slug, 17), '/');
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
            -- A hashed id may be followed by the search that it was found by.
            member := split_part(replace(replace(slug, '%2c', ','), '%2C', ','), ',', 1);
            if member like any (array['ACoA_%', 'ACwA_%']) and member ~ '[^A-Za-z0-9_-]' then
                member := regexp_replace(
                    {{ function('percent_decode') }}(member), {{ format_characters() }}, '', 'g'
                );
            end if;
            if member not like 'ACoA_%' and member not like 'ACwA_%'
                or translate(
                    member, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', ''
                ) <> ''
            then
                slug := {{ function('linkedin_slug_text') }}(slug);
            else
                slug := member;
            end if;
            path := 'https://www.linkedin.com/in/' || slug;
        when 'sales' then
            if lower(split_part(path, '/', 2)) not in ('lead', 'people') then
                return null;
            end if;
            slug := split_part(replace(replace(split_part(path, '/', 3), '%2c', ','), '%2C', ','), ',', 1);
            if slug = ''
                or translate(
                    slug, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', ''
                ) <> ''
            then
                return null;
            end if;
            path := 'https://www.linkedin.com/sales/lead/' || slug;
        else
            return null;
    end case;
    -- In bytes, because addresses stand beside other keys in indexes, whose rows have a limit.
    return case when length(path) <= 500 and octet_length(path) <= 600 then path end;
end
