declare
    url text := left(value, 4000);
    before text;
begin
    loop
        before := url;
        if url like '_%://%'
            and translate(split_part(url, '://', 1), 'abcdefghijklmnopqrstuvwxyz0123456789+-', '') = ''
        then
            url := ltrim(substr(url, position('://' in url) + 3), '/');
        elsif url like 'http:%' or url like 'https:%' then
            url := ltrim(substr(url, position(':' in url) + 1), '/');
        else
            url := ltrim(url, '/');
        end if;
        exit when url is not distinct from before;
    end loop;
    return url;
end
