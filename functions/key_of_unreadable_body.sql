declare
    written text;
    said text;
    doc jsonb;
    path text;
    leaf text;
begin
    begin
        written := convert_from(substr(body, 1, 1000000), 'UTF8');
    exception
        -- Bytes that are no UTF-8 stand as escapes; keys are plain letters, also in UTF-16 once its zero bytes are gone.
        when others then
            written := replace(replace(encode(substr(body, 1, 1000000), 'escape'), '\\', '\'), '\000', '');
    end;
    written := replace(written, '\u0000', '');
    if left(ltrim(written), 1) in ('{', '[') then
        doc := {{ function('try_jsonb') }}(written);
    end if;
    said := {{ function('json_text') }}({{ function('json_at') }}(doc, key_paths));
    foreach path in array coalesce(key_paths, '{}') loop
        exit when said is not null or doc is not null;
        leaf := split_part(path, '.', -1);
        if leaf <> '' and translate(leaf, '.^$*+?()[]{}|\"', '') = leaf then
            said := substring(written from '"' || leaf || '"\s*:\s*"([^"\\]+)"');
        end if;
    end loop;
    said := case key_type
        when 'domain' then {{ function('normalize_domain') }}(said)
        when 'person_linkedin_url' then {{ function('normalize_person_linkedin_url') }}(said)
        when 'company_linkedin_url' then {{ function('normalize_company_linkedin_url') }}(said)
        when 'email' then {{ function('normalize_email') }}(said)
        else left(lower(said), 200)
    end;
    return case when octet_length(said) <= 600 then said end;
exception
    -- A hint only, for the status of what nobody could read.
    when others then
        return null;
end
