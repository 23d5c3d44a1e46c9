declare
    path text;
    kind text;
    slug text;
begin
    if value like 'https://www.linkedin.com/company/_%' then
        -- Most are canonical already.
        slug := rtrim(substr(value, 34), '/');
        if length(slug) between 1 and 300
            and translate(slug, 'abcdefghijklmnopqrstuvwxyz0123456789-&', '') = ''
            and slug not in ('null', 'undefined')
        then
            return 'https://www.linkedin.com/company/' || slug;
        end if;
    end if;
    if value ~* '^\s*urn:li:' then
        slug := substring(value from '(?i)^\s*urn:li:(?:fs_salesCompany|fsd_company|organization|company):([0-9]{1,18})\s*$');
        return 'https://www.linkedin.com/company/' || slug;
    end if;
    path := {{ function('linkedin_path') }}(value);
    kind := lower(split_part(path, '/', 1));
    if kind = 'sales' then
        kind := lower(split_part(path, '/', 2));
        slug := split_part(path, '/', 3);
        if kind <> 'company' or slug !~ '^[0-9]+$' then
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
