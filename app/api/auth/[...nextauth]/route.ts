export { handleAuth as GET, handleAuth as POST } from "@/lib/surfaces/auth/handle-auth";
