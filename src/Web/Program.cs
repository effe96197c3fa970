using Banzhang.Web.Verbs;

return await CommandLine.RunAsync(args);
