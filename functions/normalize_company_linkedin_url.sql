declare
    path text;
    kind text;
    slug text;
begin
    -- Most are canonical but for the scheme, 'www.' or a slash at the end: no regular expression for them.
    slug := case
        when value like 'https://%' then substr(value, 9) when value like 'http://%' then substr(value, 8) else value
    end;
    slug := case when slug like 'www.%' then substr(slug, 5) else slug end;
    if slug like 'linkedin.com/company/_%' then
        slug := rtrim(substr(slug, 22), '/');
        if length(slug) between 1 and 300
            and translate(slug, 'abcdefghijklmnopqrstuvwxyz0123456789-&', '') = ''
            and slug not in ('null', 'undefined')
        then
            return 'https://www.linkedin.com/company/' || slug;
        end if;
    end if;
    if lower(left(value, 100)) like '%urn:li:%' then
        slug := substring(
            value from '(?i)^\s*urn:li:(?:fs_salesCompany|fsd_company|organization|company):([0-9]{1,18})\s*$'
        );
        return 'https://www.linkedin.com/company/' || slug;
    end if;
    path := {{ function('linkedin_path') }}(value);
    kind := lower(split_part(path, '/', 1));
    if kind = 'sales' then
        kind := lower(split_part(path, '/', 2));
        slug := split_part(path, '/', 3);
        if kind <> 'company' or slug = '' or translate(slug, '0123456789', '') <> '' then
            return null;
        end if;
    elsif kind in ('company', 'school', 'showcase', 'company-beta') then
        slug := {{ function('linkedin_slug_text') }}(split_part(path, '/', 2));
        kind := replace(kind, '-beta', '');
    else
        return null;
    end if;
    path := 'https://www.linkedin.com/' || kind || '/' || slug;
    return case when length(path) <= 500 then path end;
end
