declare
    url text := {{ function('normalize_person_linkedin_url') }}(value);
    member text;
begin
    if url like 'https://www.linkedin.com/sales/lead/%' then
        member := substr(url, 37);
    elsif url is null and lower(left(value, 200)) like '%urn:li:%' then
        -- The id alone, or in brackets with the search it was found by.
        member := split_part(btrim(left(value, 200), {{ white_space_characters() }}), ':', -1);
        member := split_part(rtrim(ltrim(member, '('), ')'), ',', 1);
    else
        return url;
    end if;
    if member like any (array['ACoA_%', 'ACwA_%']) and length(member) <= 100
        and translate(member, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', '') = ''
    then
        return 'https://www.linkedin.com/in/' || member;
    end if;
    return url;
end
